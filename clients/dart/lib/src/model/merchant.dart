//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/merchant_role_enum.dart';
import 'package:gopay_client/src/model/merchant_category.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/settled_to.dart';
import 'package:gopay_client/src/model/handover.dart';
import 'package:gopay_client/src/model/merchant_document.dart';
import 'package:gopay_client/src/model/merchant_status_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'merchant.g.dart';

/// Merchant
///
/// Properties:
/// * [id]
/// * [name]
/// * [category]
/// * [country]
/// * [city]
/// * [address]
/// * [description]
/// * [website]
/// * [currency]
/// * [status]
/// * [role] - Mine.  * `OWNER` - Owner: everything * `MANAGER` - Manager: stores, staff, refunds, reports * `CASHIER` - Cashier: takes payments
/// * [powers] - What my role allows, in words.
/// * [storeId] - The one store my role is for; null: all.
/// * [handover] - To whom it is offered; for both sides.
/// * [legalName] - Null but for its owner, as all that follows.
/// * [statusReason]
/// * [appliedAt]
/// * [decidedAt]
/// * [documents]
/// * [settlement]
@BuiltValue()
abstract class Merchant implements Built<Merchant, MerchantBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'name')
  String get name;

  @BuiltValueField(wireName: r'category')
  MerchantCategory get category;

  @BuiltValueField(wireName: r'country')
  String get country;

  @BuiltValueField(wireName: r'city')
  String get city;

  @BuiltValueField(wireName: r'address')
  String get address;

  @BuiltValueField(wireName: r'description')
  String get description;

  @BuiltValueField(wireName: r'website')
  String get website;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'status')
  MerchantStatusEnum get status;
  // enum statusEnum {  APPLIED,  REJECTED,  ACTIVE,  SUSPENDED,  CLOSED,  };

  /// Mine.  * `OWNER` - Owner: everything * `MANAGER` - Manager: stores, staff, refunds, reports * `CASHIER` - Cashier: takes payments
  @BuiltValueField(wireName: r'role')
  MerchantRoleEnum get role;
  // enum roleEnum {  OWNER,  MANAGER,  CASHIER,  };

  /// What my role allows, in words.
  @BuiltValueField(wireName: r'powers')
  BuiltList<String> get powers;

  /// The one store my role is for; null: all.
  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  /// To whom it is offered; for both sides.
  @BuiltValueField(wireName: r'handover')
  Handover? get handover;

  /// Null but for its owner, as all that follows.
  @BuiltValueField(wireName: r'legal_name')
  String? get legalName;

  @BuiltValueField(wireName: r'status_reason')
  String? get statusReason;

  @BuiltValueField(wireName: r'applied_at')
  DateTime? get appliedAt;

  @BuiltValueField(wireName: r'decided_at')
  DateTime? get decidedAt;

  @BuiltValueField(wireName: r'documents')
  BuiltList<MerchantDocument>? get documents;

  @BuiltValueField(wireName: r'settlement')
  SettledTo? get settlement;

  Merchant._();

  factory Merchant([void updates(MerchantBuilder b)]) = _$Merchant;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(MerchantBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Merchant> get serializer => _$MerchantSerializer();
}

class _$MerchantSerializer implements PrimitiveSerializer<Merchant> {
  @override
  final Iterable<Type> types = const [Merchant, _$Merchant];

  @override
  final String wireName = r'Merchant';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Merchant object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'category';
    yield serializers.serialize(
      object.category,
      specifiedType: const FullType(MerchantCategory),
    );
    yield r'country';
    yield serializers.serialize(
      object.country,
      specifiedType: const FullType(String),
    );
    yield r'city';
    yield serializers.serialize(
      object.city,
      specifiedType: const FullType(String),
    );
    yield r'address';
    yield serializers.serialize(
      object.address,
      specifiedType: const FullType(String),
    );
    yield r'description';
    yield serializers.serialize(
      object.description,
      specifiedType: const FullType(String),
    );
    yield r'website';
    yield serializers.serialize(
      object.website,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'status';
    yield serializers.serialize(
      object.status,
      specifiedType: const FullType(MerchantStatusEnum),
    );
    yield r'role';
    yield serializers.serialize(
      object.role,
      specifiedType: const FullType(MerchantRoleEnum),
    );
    yield r'powers';
    yield serializers.serialize(
      object.powers,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
    );
    yield r'store_id';
    yield object.storeId == null ? null : serializers.serialize(
      object.storeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'handover';
    yield object.handover == null ? null : serializers.serialize(
      object.handover,
      specifiedType: const FullType.nullable(Handover),
    );
    yield r'legal_name';
    yield object.legalName == null ? null : serializers.serialize(
      object.legalName,
      specifiedType: const FullType.nullable(String),
    );
    yield r'status_reason';
    yield object.statusReason == null ? null : serializers.serialize(
      object.statusReason,
      specifiedType: const FullType.nullable(String),
    );
    yield r'applied_at';
    yield object.appliedAt == null ? null : serializers.serialize(
      object.appliedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'decided_at';
    yield object.decidedAt == null ? null : serializers.serialize(
      object.decidedAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'documents';
    yield object.documents == null ? null : serializers.serialize(
      object.documents,
      specifiedType: const FullType.nullable(BuiltList, [FullType(MerchantDocument)]),
    );
    yield r'settlement';
    yield object.settlement == null ? null : serializers.serialize(
      object.settlement,
      specifiedType: const FullType.nullable(SettledTo),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Merchant object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required MerchantBuilder result,
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
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'category':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MerchantCategory),
          ) as MerchantCategory;
          result.category.replace(valueDes);
          break;
        case r'country':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.country = valueDes;
          break;
        case r'city':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.city = valueDes;
          break;
        case r'address':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.address = valueDes;
          break;
        case r'description':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.description = valueDes;
          break;
        case r'website':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.website = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'status':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MerchantStatusEnum),
          ) as MerchantStatusEnum;
          result.status = valueDes;
          break;
        case r'role':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(MerchantRoleEnum),
          ) as MerchantRoleEnum;
          result.role = valueDes;
          break;
        case r'powers':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.powers.replace(valueDes);
          break;
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.storeId = valueDes;
          break;
        case r'handover':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Handover),
          ) as Handover?;
          if (valueDes == null) continue;
          result.handover.replace(valueDes);
          break;
        case r'legal_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.legalName = valueDes;
          break;
        case r'status_reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.statusReason = valueDes;
          break;
        case r'applied_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.appliedAt = valueDes;
          break;
        case r'decided_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.decidedAt = valueDes;
          break;
        case r'documents':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(BuiltList, [FullType(MerchantDocument)]),
          ) as BuiltList<MerchantDocument>?;
          if (valueDes == null) continue;
          result.documents.replace(valueDes);
          break;
        case r'settlement':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(SettledTo),
          ) as SettledTo?;
          if (valueDes == null) continue;
          result.settlement.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Merchant deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = MerchantBuilder();
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


