//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/proof_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'email_verification_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [proof]
@BuiltValue()
abstract class EmailVerificationRequest implements Built<EmailVerificationRequest, EmailVerificationRequestBuilder> {
  @BuiltValueField(wireName: r'proof')
  ProofRequest? get proof;

  EmailVerificationRequest._();

  factory EmailVerificationRequest([void updates(EmailVerificationRequestBuilder b)]) = _$EmailVerificationRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(EmailVerificationRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<EmailVerificationRequest> get serializer => _$EmailVerificationRequestSerializer();
}

class _$EmailVerificationRequestSerializer implements PrimitiveSerializer<EmailVerificationRequest> {
  @override
  final Iterable<Type> types = const [EmailVerificationRequest, _$EmailVerificationRequest];

  @override
  final String wireName = r'EmailVerificationRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    EmailVerificationRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.proof != null) {
      yield r'proof';
      yield serializers.serialize(
        object.proof,
        specifiedType: const FullType(ProofRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    EmailVerificationRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required EmailVerificationRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'proof':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(ProofRequest),
          ) as ProofRequest?;
          if (valueDes == null) continue;
          result.proof.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  EmailVerificationRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = EmailVerificationRequestBuilder();
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


