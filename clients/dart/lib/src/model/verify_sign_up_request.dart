//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/device_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'verify_sign_up_request.g.dart';

/// With the phone it happens on, so that the first session knows it.
///
/// Properties:
/// * [msisdn]
/// * [code]
/// * [device]
@BuiltValue()
abstract class VerifySignUpRequest implements Built<VerifySignUpRequest, VerifySignUpRequestBuilder> {
  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  @BuiltValueField(wireName: r'code')
  String get code;

  @BuiltValueField(wireName: r'device')
  DeviceRequest? get device;

  VerifySignUpRequest._();

  factory VerifySignUpRequest([void updates(VerifySignUpRequestBuilder b)]) = _$VerifySignUpRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(VerifySignUpRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<VerifySignUpRequest> get serializer => _$VerifySignUpRequestSerializer();
}

class _$VerifySignUpRequestSerializer implements PrimitiveSerializer<VerifySignUpRequest> {
  @override
  final Iterable<Type> types = const [VerifySignUpRequest, _$VerifySignUpRequest];

  @override
  final String wireName = r'VerifySignUpRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    VerifySignUpRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'code';
    yield serializers.serialize(
      object.code,
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
    VerifySignUpRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required VerifySignUpRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        case r'code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.code = valueDes;
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
  VerifySignUpRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = VerifySignUpRequestBuilder();
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


