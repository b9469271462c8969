//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/target_tier_enum.dart';
import 'package:gopay_client/src/model/submission_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'papers.g.dart';

/// How far a customer's papers are. What was written is read back by nobody at the desk.
///
/// Properties:
/// * [targetTier]
/// * [state]
/// * [documents] - Which pictures are there.
/// * [missing] - Fields, and `documents/selfie` and the like. Only of a draft.
@BuiltValue()
abstract class Papers implements Built<Papers, PapersBuilder> {
  @BuiltValueField(wireName: r'target_tier')
  TargetTierEnum get targetTier;
  // enum targetTierEnum {  TIER_1,  TIER_2,  };

  @BuiltValueField(wireName: r'state')
  SubmissionStateEnum get state;
  // enum stateEnum {  DRAFT,  SUBMITTED,  IN_REVIEW,  APPROVED,  REJECTED,  EXPIRED,  };

  /// Which pictures are there.
  @BuiltValueField(wireName: r'documents')
  BuiltList<String> get documents;

  /// Fields, and `documents/selfie` and the like. Only of a draft.
  @BuiltValueField(wireName: r'missing')
  BuiltList<String> get missing;

  Papers._();

  factory Papers([void updates(PapersBuilder b)]) = _$Papers;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PapersBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Papers> get serializer => _$PapersSerializer();
}

class _$PapersSerializer implements PrimitiveSerializer<Papers> {
  @override
  final Iterable<Type> types = const [Papers, _$Papers];

  @override
  final String wireName = r'Papers';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Papers object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'target_tier';
    yield serializers.serialize(
      object.targetTier,
      specifiedType: const FullType(TargetTierEnum),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(SubmissionStateEnum),
    );
    yield r'documents';
    yield serializers.serialize(
      object.documents,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
    );
    yield r'missing';
    yield serializers.serialize(
      object.missing,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Papers object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PapersBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'target_tier':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TargetTierEnum),
          ) as TargetTierEnum;
          result.targetTier = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SubmissionStateEnum),
          ) as SubmissionStateEnum;
          result.state = valueDes;
          break;
        case r'documents':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.documents.replace(valueDes);
          break;
        case r'missing':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.missing.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Papers deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PapersBuilder();
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


