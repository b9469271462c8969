//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/document_type_enum.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/target_tier_enum.dart';
import 'package:gopay_client/src/model/reason.dart';
import 'package:gopay_client/src/model/submission_state_enum.dart';
import 'package:gopay_client/src/model/document.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'submission.g.dart';

/// Submission
///
/// Properties:
/// * [id]
/// * [targetTier]
/// * [state]
/// * [name]
/// * [birthDate]
/// * [address]
/// * [documentType]
/// * [documentCountry]
/// * [documentExpiryDate]
/// * [idNumberMasked] - Its last three characters.
/// * [documents]
/// * [missing] - Fields, and `documents/selfie` and the like. Only of a draft.
/// * [reasons]
/// * [note] - The reviewer's own words; may be empty.
/// * [openedAt]
/// * [submittedAt]
/// * [decidedAt]
/// * [validUntil]
@BuiltValue()
abstract class Submission implements Built<Submission, SubmissionBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'target_tier')
  TargetTierEnum get targetTier;
  // enum targetTierEnum {  TIER_1,  TIER_2,  };

  @BuiltValueField(wireName: r'state')
  SubmissionStateEnum get state;
  // enum stateEnum {  DRAFT,  SUBMITTED,  IN_REVIEW,  APPROVED,  REJECTED,  EXPIRED,  };

  @BuiltValueField(wireName: r'name')
  String? get name;

  @BuiltValueField(wireName: r'birth_date')
  Date? get birthDate;

  @BuiltValueField(wireName: r'address')
  String? get address;

  @BuiltValueField(wireName: r'document_type')
  DocumentTypeEnum? get documentType;
  // enum documentTypeEnum {  NATIONAL_ID,  PASSPORT,  DRIVING_LICENCE,  RESIDENCE_PERMIT,  };

  @BuiltValueField(wireName: r'document_country')
  String? get documentCountry;

  @BuiltValueField(wireName: r'document_expiry_date')
  Date? get documentExpiryDate;

  /// Its last three characters.
  @BuiltValueField(wireName: r'id_number_masked')
  String? get idNumberMasked;

  @BuiltValueField(wireName: r'documents')
  BuiltList<Document> get documents;

  /// Fields, and `documents/selfie` and the like. Only of a draft.
  @BuiltValueField(wireName: r'missing')
  BuiltList<String> get missing;

  @BuiltValueField(wireName: r'reasons')
  BuiltList<Reason> get reasons;

  /// The reviewer's own words; may be empty.
  @BuiltValueField(wireName: r'note')
  String get note;

  @BuiltValueField(wireName: r'opened_at')
  DateTime get openedAt;

  @BuiltValueField(wireName: r'submitted_at')
  DateTime? get submittedAt;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  @BuiltValueField(wireName: r'valid_until')
  Date? get validUntil;

  Submission._();

  factory Submission([void updates(SubmissionBuilder b)]) = _$Submission;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SubmissionBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Submission> get serializer => _$SubmissionSerializer();
}

class _$SubmissionSerializer implements PrimitiveSerializer<Submission> {
  @override
  final Iterable<Type> types = const [Submission, _$Submission];

  @override
  final String wireName = r'Submission';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Submission object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
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
    yield r'name';
    yield object.name == null ? null : serializers.serialize(
      object.name,
      specifiedType: const FullType.nullable(String),
    );
    yield r'birth_date';
    yield object.birthDate == null ? null : serializers.serialize(
      object.birthDate,
      specifiedType: const FullType.nullable(Date),
    );
    yield r'address';
    yield object.address == null ? null : serializers.serialize(
      object.address,
      specifiedType: const FullType.nullable(String),
    );
    yield r'document_type';
    yield object.documentType == null ? null : serializers.serialize(
      object.documentType,
      specifiedType: const FullType.nullable(DocumentTypeEnum),
    );
    yield r'document_country';
    yield object.documentCountry == null ? null : serializers.serialize(
      object.documentCountry,
      specifiedType: const FullType.nullable(String),
    );
    yield r'document_expiry_date';
    yield object.documentExpiryDate == null ? null : serializers.serialize(
      object.documentExpiryDate,
      specifiedType: const FullType.nullable(Date),
    );
    yield r'id_number_masked';
    yield object.idNumberMasked == null ? null : serializers.serialize(
      object.idNumberMasked,
      specifiedType: const FullType.nullable(String),
    );
    yield r'documents';
    yield serializers.serialize(
      object.documents,
      specifiedType: const FullType(BuiltList, [FullType(Document)]),
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
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'opened_at';
    yield serializers.serialize(
      object.openedAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'submitted_at';
    yield object.submittedAt == null ? null : serializers.serialize(
      object.submittedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'valid_until';
    yield object.validUntil == null ? null : serializers.serialize(
      object.validUntil,
      specifiedType: const FullType.nullable(Date),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Submission object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SubmissionBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
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
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.name = valueDes;
          break;
        case r'birth_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.birthDate = valueDes;
          break;
        case r'address':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.address = valueDes;
          break;
        case r'document_type':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DocumentTypeEnum),
          ) as DocumentTypeEnum?;
          if (valueDes == null) continue;
          result.documentType = valueDes;
          break;
        case r'document_country':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.documentCountry = valueDes;
          break;
        case r'document_expiry_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.documentExpiryDate = valueDes;
          break;
        case r'id_number_masked':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.idNumberMasked = valueDes;
          break;
        case r'documents':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Document)]),
          ) as BuiltList<Document>;
          result.documents.replace(valueDes);
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
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'opened_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.openedAt = valueDes;
          break;
        case r'submitted_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.submittedAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        case r'valid_until':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.validUntil = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Submission deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SubmissionBuilder();
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


