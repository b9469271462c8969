//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'reported_refund.g.dart';

/// ReportedRefund
///
/// Properties:
/// * [at]
/// * [transactionId]
/// * [reference]
/// * [saleId]
/// * [refundOf] - The reference of the sale.
/// * [store] - Where the sale was.
/// * [till]
/// * [staff] - Who gave it back; null: a program or an operator.
/// * [amount]
/// * [fromTakings]
/// * [fromWallet] - What the owner's wallet gave.
/// * [currency]
@BuiltValue()
abstract class ReportedRefund implements Built<ReportedRefund, ReportedRefundBuilder> {
  @BuiltValueField(wireName: r'at')
  DateTime get at;

  @BuiltValueField(wireName: r'transaction_id')
  String get transactionId;

  @BuiltValueField(wireName: r'reference')
  String get reference;

  @BuiltValueField(wireName: r'sale_id')
  String get saleId;

  /// The reference of the sale.
  @BuiltValueField(wireName: r'refund_of')
  String get refundOf;

  /// Where the sale was.
  @BuiltValueField(wireName: r'store')
  String? get store;

  @BuiltValueField(wireName: r'till')
  String? get till;

  /// Who gave it back; null: a program or an operator.
  @BuiltValueField(wireName: r'staff')
  String? get staff;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'from_takings')
  String get fromTakings;

  /// What the owner's wallet gave.
  @BuiltValueField(wireName: r'from_wallet')
  String get fromWallet;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  ReportedRefund._();

  factory ReportedRefund([void updates(ReportedRefundBuilder b)]) = _$ReportedRefund;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ReportedRefundBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ReportedRefund> get serializer => _$ReportedRefundSerializer();
}

class _$ReportedRefundSerializer implements PrimitiveSerializer<ReportedRefund> {
  @override
  final Iterable<Type> types = const [ReportedRefund, _$ReportedRefund];

  @override
  final String wireName = r'ReportedRefund';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ReportedRefund object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'at';
    yield serializers.serialize(
      object.at,
      specifiedType: const FullType(DateTime),
    );
    yield r'transaction_id';
    yield serializers.serialize(
      object.transactionId,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'sale_id';
    yield serializers.serialize(
      object.saleId,
      specifiedType: const FullType(String),
    );
    yield r'refund_of';
    yield serializers.serialize(
      object.refundOf,
      specifiedType: const FullType(String),
    );
    yield r'store';
    yield object.store == null ? null : serializers.serialize(
      object.store,
      specifiedType: const FullType.nullable(String),
    );
    yield r'till';
    yield object.till == null ? null : serializers.serialize(
      object.till,
      specifiedType: const FullType.nullable(String),
    );
    yield r'staff';
    yield object.staff == null ? null : serializers.serialize(
      object.staff,
      specifiedType: const FullType.nullable(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'from_takings';
    yield serializers.serialize(
      object.fromTakings,
      specifiedType: const FullType(String),
    );
    yield r'from_wallet';
    yield serializers.serialize(
      object.fromWallet,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    ReportedRefund object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ReportedRefundBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.at = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.transactionId = valueDes;
          break;
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'sale_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.saleId = valueDes;
          break;
        case r'refund_of':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.refundOf = valueDes;
          break;
        case r'store':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.store = valueDes;
          break;
        case r'till':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.till = valueDes;
          break;
        case r'staff':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.staff = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'from_takings':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fromTakings = valueDes;
          break;
        case r'from_wallet':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fromWallet = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  ReportedRefund deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ReportedRefundBuilder();
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


