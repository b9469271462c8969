//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/target_tier_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'open_request.g.dart';

/// A serializer that refuses fields it does not know, so that a typo never silently drops a limit.  It refuses the numbers of payment cards too, whatever the field: before anything else is said of the body, because some refusals repeat what was sent. Raises CardNumberRefused.  `scanned` names the fields that take the text of a QR code. A whole EMVCo payload may stand there whatever its digits: they run on from one data object into the next, and the numbers in the codes of card schemes are merchants'.
///
/// Properties:
/// * [targetTier] - TIER_1 needs details; TIER_2 also pictures of a document and a selfie.  * `TIER_1` - Details * `TIER_2` - Details and documents
@BuiltValue()
abstract class OpenRequest implements Built<OpenRequest, OpenRequestBuilder> {
  /// TIER_1 needs details; TIER_2 also pictures of a document and a selfie.  * `TIER_1` - Details * `TIER_2` - Details and documents
  @BuiltValueField(wireName: r'target_tier')
  TargetTierEnum? get targetTier;
  // enum targetTierEnum {  TIER_1,  TIER_2,  };

  OpenRequest._();

  factory OpenRequest([void updates(OpenRequestBuilder b)]) = _$OpenRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(OpenRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<OpenRequest> get serializer => _$OpenRequestSerializer();
}

class _$OpenRequestSerializer implements PrimitiveSerializer<OpenRequest> {
  @override
  final Iterable<Type> types = const [OpenRequest, _$OpenRequest];

  @override
  final String wireName = r'OpenRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    OpenRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.targetTier != null) {
      yield r'target_tier';
      yield serializers.serialize(
        object.targetTier,
        specifiedType: const FullType(TargetTierEnum),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    OpenRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required OpenRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'target_tier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(TargetTierEnum),
          ) as TargetTierEnum?;
          if (valueDes == null) continue;
          result.targetTier = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  OpenRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = OpenRequestBuilder();
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


