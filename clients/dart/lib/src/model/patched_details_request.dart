//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/document_type_enum.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/target_tier_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'patched_details_request.g.dart';

/// Any of it at a time; what is not named stays as it is.
///
/// Properties:
/// * [targetTier]
/// * [name] - First and last name as on the document.
/// * [birthDate]
/// * [address]
/// * [documentType]
/// * [documentCountry] - ISO 3166-1 alpha-2, in capitals.
/// * [idNumber] - The number of the document; blanks do not count.
/// * [documentExpiryDate] - Null for a national identity card that never expires.
@BuiltValue()
abstract class PatchedDetailsRequest implements Built<PatchedDetailsRequest, PatchedDetailsRequestBuilder> {
  @BuiltValueField(wireName: r'target_tier')
  TargetTierEnum? get targetTier;
  // enum targetTierEnum {  TIER_1,  TIER_2,  };

  /// First and last name as on the document.
  @BuiltValueField(wireName: r'name')
  String? get name;

  @BuiltValueField(wireName: r'birth_date')
  Date? get birthDate;

  @BuiltValueField(wireName: r'address')
  String? get address;

  @BuiltValueField(wireName: r'document_type')
  DocumentTypeEnum? get documentType;
  // enum documentTypeEnum {  NATIONAL_ID,  PASSPORT,  DRIVING_LICENCE,  RESIDENCE_PERMIT,  };

  /// ISO 3166-1 alpha-2, in capitals.
  @BuiltValueField(wireName: r'document_country')
  String? get documentCountry;

  /// The number of the document; blanks do not count.
  @BuiltValueField(wireName: r'id_number')
  String? get idNumber;

  /// Null for a national identity card that never expires.
  @BuiltValueField(wireName: r'document_expiry_date')
  Date? get documentExpiryDate;

  PatchedDetailsRequest._();

  factory PatchedDetailsRequest([void updates(PatchedDetailsRequestBuilder b)]) = _$PatchedDetailsRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(PatchedDetailsRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<PatchedDetailsRequest> get serializer => _$PatchedDetailsRequestSerializer();
}

class _$PatchedDetailsRequestSerializer implements PrimitiveSerializer<PatchedDetailsRequest> {
  @override
  final Iterable<Type> types = const [PatchedDetailsRequest, _$PatchedDetailsRequest];

  @override
  final String wireName = r'PatchedDetailsRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    PatchedDetailsRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.targetTier != null) {
      yield r'target_tier';
      yield serializers.serialize(
        object.targetTier,
        specifiedType: const FullType(TargetTierEnum),
      );
    }
    if (object.name != null) {
      yield r'name';
      yield serializers.serialize(
        object.name,
        specifiedType: const FullType(String),
      );
    }
    if (object.birthDate != null) {
      yield r'birth_date';
      yield serializers.serialize(
        object.birthDate,
        specifiedType: const FullType(Date),
      );
    }
    if (object.address != null) {
      yield r'address';
      yield serializers.serialize(
        object.address,
        specifiedType: const FullType(String),
      );
    }
    if (object.documentType != null) {
      yield r'document_type';
      yield serializers.serialize(
        object.documentType,
        specifiedType: const FullType(DocumentTypeEnum),
      );
    }
    if (object.documentCountry != null) {
      yield r'document_country';
      yield serializers.serialize(
        object.documentCountry,
        specifiedType: const FullType(String),
      );
    }
    if (object.idNumber != null) {
      yield r'id_number';
      yield serializers.serialize(
        object.idNumber,
        specifiedType: const FullType(String),
      );
    }
    if (object.documentExpiryDate != null) {
      yield r'document_expiry_date';
      yield serializers.serialize(
        object.documentExpiryDate,
        specifiedType: const FullType.nullable(Date),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    PatchedDetailsRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required PatchedDetailsRequestBuilder result,
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
        case r'id_number':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.idNumber = valueDes;
          break;
        case r'document_expiry_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.documentExpiryDate = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  PatchedDetailsRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = PatchedDetailsRequestBuilder();
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


