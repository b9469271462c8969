//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:gopay_client/src/model/proof_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'number_change_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [msisdn]
/// * [password]
/// * [stepUp]
/// * [proof]
@BuiltValue()
abstract class NumberChangeRequest implements Built<NumberChangeRequest, NumberChangeRequestBuilder> {
  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  @BuiltValueField(wireName: r'password')
  String get password;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  @BuiltValueField(wireName: r'proof')
  ProofRequest? get proof;

  NumberChangeRequest._();

  factory NumberChangeRequest([void updates(NumberChangeRequestBuilder b)]) = _$NumberChangeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NumberChangeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NumberChangeRequest> get serializer => _$NumberChangeRequestSerializer();
}

class _$NumberChangeRequestSerializer implements PrimitiveSerializer<NumberChangeRequest> {
  @override
  final Iterable<Type> types = const [NumberChangeRequest, _$NumberChangeRequest];

  @override
  final String wireName = r'NumberChangeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NumberChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'password';
    yield serializers.serialize(
      object.password,
      specifiedType: const FullType(String),
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
    NumberChangeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NumberChangeRequestBuilder result,
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
            specifiedType: const FullType(String),
          ) as String;
          result.password = valueDes;
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
  NumberChangeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NumberChangeRequestBuilder();
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


