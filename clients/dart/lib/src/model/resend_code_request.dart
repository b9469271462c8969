//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'resend_code_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [msisdn]
/// * [password] - The one you registered with. Needed when the number was registered several times.
@BuiltValue()
abstract class ResendCodeRequest implements Built<ResendCodeRequest, ResendCodeRequestBuilder> {
  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  /// The one you registered with. Needed when the number was registered several times.
  @BuiltValueField(wireName: r'password')
  String? get password;

  ResendCodeRequest._();

  factory ResendCodeRequest([void updates(ResendCodeRequestBuilder b)]) = _$ResendCodeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ResendCodeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ResendCodeRequest> get serializer => _$ResendCodeRequestSerializer();
}

class _$ResendCodeRequestSerializer implements PrimitiveSerializer<ResendCodeRequest> {
  @override
  final Iterable<Type> types = const [ResendCodeRequest, _$ResendCodeRequest];

  @override
  final String wireName = r'ResendCodeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ResendCodeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    if (object.password != null) {
      yield r'password';
      yield serializers.serialize(
        object.password,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    ResendCodeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ResendCodeRequestBuilder result,
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
        case r'password':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.password = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ResendCodeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ResendCodeRequestBuilder();
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


