//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:gopay_client/src/model/proof_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'email_change_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [email] - `null` removes the address; then no `proof` is needed.
/// * [stepUp]
/// * [proof]
@BuiltValue()
abstract class EmailChangeRequest implements Built<EmailChangeRequest, EmailChangeRequestBuilder> {
  /// `null` removes the address; then no `proof` is needed.
  @BuiltValueField(wireName: r'email')
  String? get email;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  @BuiltValueField(wireName: r'proof')
  ProofRequest? get proof;

  EmailChangeRequest._();

  factory EmailChangeRequest([void updates(EmailChangeRequestBuilder b)]) = _$EmailChangeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(EmailChangeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<EmailChangeRequest> get serializer => _$EmailChangeRequestSerializer();
}

class _$EmailChangeRequestSerializer implements PrimitiveSerializer<EmailChangeRequest> {
  @override
  final Iterable<Type> types = const [EmailChangeRequest, _$EmailChangeRequest];

  @override
  final String wireName = r'EmailChangeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    EmailChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'email';
    yield object.email == null ? null : serializers.serialize(
      object.email,
      specifiedType: const FullType.nullable(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
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
    EmailChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required EmailChangeRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'email':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.email = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
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
  EmailChangeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = EmailChangeRequestBuilder();
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


