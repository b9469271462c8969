//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/device_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'log_in_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [identifier] - A phone number in E.164, or an e-mail address.
/// * [password]
/// * [device]
@BuiltValue()
abstract class LogInRequest implements Built<LogInRequest, LogInRequestBuilder> {
  /// A phone number in E.164, or an e-mail address.
  @BuiltValueField(wireName: r'identifier')
  String get identifier;

  @BuiltValueField(wireName: r'password')
  String get password;

  @BuiltValueField(wireName: r'device')
  DeviceRequest? get device;

  LogInRequest._();

  factory LogInRequest([void updates(LogInRequestBuilder b)]) = _$LogInRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LogInRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<LogInRequest> get serializer => _$LogInRequestSerializer();
}

class _$LogInRequestSerializer implements PrimitiveSerializer<LogInRequest> {
  @override
  final Iterable<Type> types = const [LogInRequest, _$LogInRequest];

  @override
  final String wireName = r'LogInRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    LogInRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'identifier';
    yield serializers.serialize(
      object.identifier,
      specifiedType: const FullType(String),
    );
    yield r'password';
    yield serializers.serialize(
      object.password,
      specifiedType: const FullType(String),
    );
    if (object.device != null) {
      yield r'device';
      yield serializers.serialize(
        object.device,
        specifiedType: const FullType(DeviceRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    LogInRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LogInRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'identifier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.identifier = valueDes;
          break;
        case r'password':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.password = valueDes;
          break;
        case r'device':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DeviceRequest),
          ) as DeviceRequest?;
          if (valueDes == null) continue;
          result.device.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  LogInRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LogInRequestBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


