//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'unlock_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [pin]
/// * [stepUp]
@BuiltValue()
abstract class UnlockRequest implements Built<UnlockRequest, UnlockRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  UnlockRequest._();

  factory UnlockRequest([void updates(UnlockRequestBuilder b)]) = _$UnlockRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(UnlockRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<UnlockRequest> get serializer => _$UnlockRequestSerializer();
}

class _$UnlockRequestSerializer implements PrimitiveSerializer<UnlockRequest> {
  @override
  final Iterable<Type> types = const [UnlockRequest, _$UnlockRequest];

  @override
  final String wireName = r'UnlockRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    UnlockRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
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
    UnlockRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required UnlockRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
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
  UnlockRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = UnlockRequestBuilder();
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


