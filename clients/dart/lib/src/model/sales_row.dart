//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/date.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'sales_row.g.dart';

/// What the row is about: a day, a till with its store, a store, or a person who asked or gave back. What it is not about is null, and so is what the payments of the row do not name.
///
/// Properties:
/// * [sales] - How many.
/// * [gross] - Of the sales, with tips and convenience fees.
/// * [tip] - Part of `gross`.
/// * [convenienceFee] - Part of `gross`.
/// * [discount] - What the merchant bears.
/// * [tax] - On the discount.
/// * [refunds] - How many.
/// * [refunded] - What payers got back.
/// * [fromTakings] - Of that, what the takings gave; the owner's wallet gave the rest.
/// * [net] - gross - discount - tax - from_takings, which is what moved on the takings. May be negative.
/// * [day]
/// * [storeId]
/// * [store]
/// * [tillId]
/// * [till]
/// * [staffId] - The id of the person.
/// * [staff]
@BuiltValue()
abstract class SalesRow implements Built<SalesRow, SalesRowBuilder> {
  /// How many.
  @BuiltValueField(wireName: r'sales')
  int get sales;

  /// Of the sales, with tips and convenience fees.
  @BuiltValueField(wireName: r'gross')
  String get gross;

  /// Part of `gross`.
  @BuiltValueField(wireName: r'tip')
  String get tip;

  /// Part of `gross`.
  @BuiltValueField(wireName: r'convenience_fee')
  String get convenienceFee;

  /// What the merchant bears.
  @BuiltValueField(wireName: r'discount')
  String get discount;

  /// On the discount.
  @BuiltValueField(wireName: r'tax')
  String get tax;

  /// How many.
  @BuiltValueField(wireName: r'refunds')
  int get refunds;

  /// What payers got back.
  @BuiltValueField(wireName: r'refunded')
  String get refunded;

  /// Of that, what the takings gave; the owner's wallet gave the rest.
  @BuiltValueField(wireName: r'from_takings')
  String get fromTakings;

  /// gross - discount - tax - from_takings, which is what moved on the takings. May be negative.
  @BuiltValueField(wireName: r'net')
  String get net;

  @BuiltValueField(wireName: r'day')
  Date? get day;

  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  @BuiltValueField(wireName: r'store')
  String? get store;

  @BuiltValueField(wireName: r'till_id')
  String? get tillId;

  @BuiltValueField(wireName: r'till')
  String? get till;

  /// The id of the person.
  @BuiltValueField(wireName: r'staff_id')
  String? get staffId;

  @BuiltValueField(wireName: r'staff')
  String? get staff;

  SalesRow._();

  factory SalesRow([void updates(SalesRowBuilder b)]) = _$SalesRow;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SalesRowBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SalesRow> get serializer => _$SalesRowSerializer();
}

class _$SalesRowSerializer implements PrimitiveSerializer<SalesRow> {
  @override
  final Iterable<Type> types = const [SalesRow, _$SalesRow];

  @override
  final String wireName = r'SalesRow';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SalesRow object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'sales';
    yield serializers.serialize(
      object.sales,
      specifiedType: const FullType(int),
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
    yield r'convenience_fee';
    yield serializers.serialize(
      object.convenienceFee,
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
    yield r'refunds';
    yield serializers.serialize(
      object.refunds,
      specifiedType: const FullType(int),
    );
    yield r'refunded';
    yield serializers.serialize(
      object.refunded,
      specifiedType: const FullType(String),
    );
    yield r'from_takings';
    yield serializers.serialize(
      object.fromTakings,
      specifiedType: const FullType(String),
    );
    yield r'net';
    yield serializers.serialize(
      object.net,
      specifiedType: const FullType(String),
    );
    yield r'day';
    yield object.day == null ? null : serializers.serialize(
      object.day,
      specifiedType: const FullType.nullable(Date),
    );
    yield r'store_id';
    yield object.storeId == null ? null : serializers.serialize(
      object.storeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'store';
    yield object.store == null ? null : serializers.serialize(
      object.store,
      specifiedType: const FullType.nullable(String),
    );
    yield r'till_id';
    yield object.tillId == null ? null : serializers.serialize(
      object.tillId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'till';
    yield object.till == null ? null : serializers.serialize(
      object.till,
      specifiedType: const FullType.nullable(String),
    );
    yield r'staff_id';
    yield object.staffId == null ? null : serializers.serialize(
      object.staffId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'staff';
    yield object.staff == null ? null : serializers.serialize(
      object.staff,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SalesRow object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SalesRowBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'sales':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.sales = valueDes;
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
        case r'convenience_fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.convenienceFee = valueDes;
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
        case r'refunds':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.refunds = valueDes;
          break;
        case r'refunded':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.refunded = valueDes;
          break;
        case r'from_takings':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fromTakings = valueDes;
          break;
        case r'net':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.net = valueDes;
          break;
        case r'day':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.day = valueDes;
          break;
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.storeId = valueDes;
          break;
        case r'store':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.store = valueDes;
          break;
        case r'till_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tillId = valueDes;
          break;
        case r'till':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.till = valueDes;
          break;
        case r'staff_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.staffId = valueDes;
          break;
        case r'staff':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.staff = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SalesRow deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SalesRowBuilder();
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


