//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/submission.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/kyc_tier_enum.dart';
import 'package:gopay_client/src/model/reason.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'standing.g.dart';

/// Standing
///
/// Properties:
/// * [tier]
/// * [submission] - The newest one.
/// * [missing]
/// * [reasons]
@BuiltValue()
abstract class Standing implements Built<Standing, StandingBuilder> {
  @BuiltValueField(wireName: r'tier')
  KycTierEnum get tier;
  // enum tierEnum {  TIER_0,  TIER_1,  TIER_2,  };

  /// The newest one.
  @BuiltValueField(wireName: r'submission')
  Submission? get submission;

  @BuiltValueField(wireName: r'missing')
  BuiltList<String> get missing;

  @BuiltValueField(wireName: r'reasons')
  BuiltList<Reason> get reasons;

  Standing._();

  factory Standing([void updates(StandingBuilder b)]) = _$Standing;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(StandingBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Standing> get serializer => _$StandingSerializer();
}

class _$StandingSerializer implements PrimitiveSerializer<Standing> {
  @override
  final Iterable<Type> types = const [Standing, _$Standing];

  @override
  final String wireName = r'Standing';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Standing object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'tier';
    yield serializers.serialize(
      object.tier,
      specifiedType: const FullType(KycTierEnum),
    );
    yield r'submission';
    yield object.submission == null ? null : serializers.serialize(
      object.submission,
      specifiedType: const FullType.nullable(Submission),
    );
    yield r'missing';
    yield serializers.serialize(
      object.missing,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
    );
    yield r'reasons';
    yield serializers.serialize(
      object.reasons,
      specifiedType: const FullType(BuiltList, [FullType(Reason)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Standing object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required StandingBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'tier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(KycTierEnum),
          ) as KycTierEnum;
          result.tier = valueDes;
          break;
        case r'submission':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Submission),
          ) as Submission?;
          if (valueDes == null) continue;
          result.submission.replace(valueDes);
          break;
        case r'missing':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.missing.replace(valueDes);
          break;
        case r'reasons':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Reason)]),
          ) as BuiltList<Reason>;
          result.reasons.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Standing deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = StandingBuilder();
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


