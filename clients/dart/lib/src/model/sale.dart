//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/sale_kind_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'sale.g.dart';

/// A line of the takings (for the schema; `sale_answer` writes it).
///
/// Properties:
/// * [id] - The payment.
/// * [kind]
/// * [store]
/// * [storeId]
/// * [till]
/// * [tillId]
/// * [staffId]
/// * [chargeId]
/// * [saleId] - Of a refund: the sale it gives back.
/// * [currency]
/// * [gross]
/// * [tip]
/// * [surcharge]
/// * [discount]
/// * [tax]
/// * [net] - What it changes on the takings.
/// * [settlementId]
/// * [at]
@BuiltValue()
abstract class Sale implements Built<Sale, SaleBuilder> {
  /// The payment.
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'kind')
  SaleKindEnum get kind;
  // enum kindEnum {  SALE,  REFUND,  };

  @BuiltValueField(wireName: r'store')
  String? get store;

  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  @BuiltValueField(wireName: r'till')
  String? get till;

  @BuiltValueField(wireName: r'till_id')
  String? get tillId;

  @BuiltValueField(wireName: r'staff_id')
  String? get staffId;

  @BuiltValueField(wireName: r'charge_id')
  String? get chargeId;

  /// Of a refund: the sale it gives back.
  @BuiltValueField(wireName: r'sale_id')
  String? get saleId;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'gross')
  String get gross;

  @BuiltValueField(wireName: r'tip')
  String get tip;

  @BuiltValueField(wireName: r'surcharge')
  String get surcharge;

  @BuiltValueField(wireName: r'discount')
  String get discount;

  @BuiltValueField(wireName: r'tax')
  String get tax;

  /// What it changes on the takings.
  @BuiltValueField(wireName: r'net')
  String get net;

  @BuiltValueField(wireName: r'settlement_id')
  String? get settlementId;

  @BuiltValueField(wireName: r'at')
  DateTime get at;

  Sale._();

  factory Sale([void updates(SaleBuilder b)]) = _$Sale;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SaleBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Sale> get serializer => _$SaleSerializer();
}

class _$SaleSerializer implements PrimitiveSerializer<Sale> {
  @override
  final Iterable<Type> types = const [Sale, _$Sale];

  @override
  final String wireName = r'Sale';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Sale object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(SaleKindEnum),
    );
    yield r'store';
    yield object.store == null ? null : serializers.serialize(
      object.store,
      specifiedType: const FullType.nullable(String),
    );
    yield r'store_id';
    yield object.storeId == null ? null : serializers.serialize(
      object.storeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'till';
    yield object.till == null ? null : serializers.serialize(
      object.till,
      specifiedType: const FullType.nullable(String),
    );
    yield r'till_id';
    yield object.tillId == null ? null : serializers.serialize(
      object.tillId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'staff_id';
    yield object.staffId == null ? null : serializers.serialize(
      object.staffId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'charge_id';
    yield object.chargeId == null ? null : serializers.serialize(
      object.chargeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'sale_id';
    yield object.saleId == null ? null : serializers.serialize(
      object.saleId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'gross';
    yield serializers.serialize(
      object.gross,
      specifiedType: const FullType(String),
    );
    yield r'tip';
    yield serializers.serialize(
      object.tip,
      specifiedType: const FullType(String),
    );
    yield r'surcharge';
    yield serializers.serialize(
      object.surcharge,
      specifiedType: const FullType(String),
    );
    yield r'discount';
    yield serializers.serialize(
      object.discount,
      specifiedType: const FullType(String),
    );
    yield r'tax';
    yield serializers.serialize(
      object.tax,
      specifiedType: const FullType(String),
    );
    yield r'net';
    yield serializers.serialize(
      object.net,
      specifiedType: const FullType(String),
    );
    yield r'settlement_id';
    yield object.settlementId == null ? null : serializers.serialize(
      object.settlementId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'at';
    yield serializers.serialize(
      object.at,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Sale object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SaleBuilder result,
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
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SaleKindEnum),
          ) as SaleKindEnum;
          result.kind = valueDes;
          break;
        case r'store':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.store = valueDes;
          break;
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.storeId = valueDes;
          break;
        case r'till':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.till = valueDes;
          break;
        case r'till_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tillId = valueDes;
          break;
        case r'staff_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.staffId = valueDes;
          break;
        case r'charge_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.chargeId = valueDes;
          break;
        case r'sale_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.saleId = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'gross':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.gross = valueDes;
          break;
        case r'tip':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tip = valueDes;
          break;
        case r'surcharge':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.surcharge = valueDes;
          break;
        case r'discount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.discount = valueDes;
          break;
        case r'tax':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tax = valueDes;
          break;
        case r'net':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.net = valueDes;
          break;
        case r'settlement_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.settlementId = valueDes;
          break;
        case r'at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.at = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Sale deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SaleBuilder();
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


