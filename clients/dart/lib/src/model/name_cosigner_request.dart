//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'name_cosigner_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [to] - A phone number in E.164, an e-mail address, a @handle or a person's id.
/// * [stepUp]
@BuiltValue()
abstract class NameCosignerRequest implements Built<NameCosignerRequest, NameCosignerRequestBuilder> {
  /// A phone number in E.164, an e-mail address, a @handle or a person's id.
  @BuiltValueField(wireName: r'to')
  String get to;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  NameCosignerRequest._();

  factory NameCosignerRequest([void updates(NameCosignerRequestBuilder b)]) = _$NameCosignerRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NameCosignerRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NameCosignerRequest> get serializer => _$NameCosignerRequestSerializer();
}

class _$NameCosignerRequestSerializer implements PrimitiveSerializer<NameCosignerRequest> {
  @override
  final Iterable<Type> types = const [NameCosignerRequest, _$NameCosignerRequest];

  @override
  final String wireName = r'NameCosignerRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NameCosignerRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NameCosignerRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NameCosignerRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.to = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NameCosignerRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NameCosignerRequestBuilder();
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


