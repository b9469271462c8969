//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/settlement_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settlement.g.dart';

/// What was settled at once: net = gross - discount - tax - refunded - reserved + released.
///
/// Properties:
/// * [id]
/// * [currency]
/// * [since] - When the first of its lines was.
/// * [until] - Sales before this moment are in it.
/// * [sales]
/// * [refunds]
/// * [gross]
/// * [discount] - What the merchant bears.
/// * [tax] - On the discount.
/// * [refunded] - What refunds drew from the takings.
/// * [reserved] - Kept back.
/// * [released] - Of what was kept back before.
/// * [net] - What is paid out.
/// * [madeAt]
/// * [state]
/// * [paidTo] - Where to, masked.
/// * [paidAt]
/// * [failureCode]
/// * [failureReason]
/// * [tries]
/// * [nextTryAt]
/// * [payoutId]
@BuiltValue()
abstract class Settlement implements Built<Settlement, SettlementBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// When the first of its lines was.
  @BuiltValueField(wireName: r'since')
  DateTime get since;

  /// Sales before this moment are in it.
  @BuiltValueField(wireName: r'until')
  DateTime get until;

  @BuiltValueField(wireName: r'sales')
  int get sales;

  @BuiltValueField(wireName: r'refunds')
  int get refunds;

  @BuiltValueField(wireName: r'gross')
  String get gross;

  /// What the merchant bears.
  @BuiltValueField(wireName: r'discount')
  String get discount;

  /// On the discount.
  @BuiltValueField(wireName: r'tax')
  String get tax;

  /// What refunds drew from the takings.
  @BuiltValueField(wireName: r'refunded')
  String get refunded;

  /// Kept back.
  @BuiltValueField(wireName: r'reserved')
  String get reserved;

  /// Of what was kept back before.
  @BuiltValueField(wireName: r'released')
  String get released;

  /// What is paid out.
  @BuiltValueField(wireName: r'net')
  String get net;

  @BuiltValueField(wireName: r'made_at')
  DateTime get madeAt;

  @BuiltValueField(wireName: r'state')
  SettlementStateEnum get state;
  // enum stateEnum {  OPEN,  SENDING,  PAID,  FAILED,  };

  /// Where to, masked.
  @BuiltValueField(wireName: r'paid_to')
  String? get paidTo;

  @BuiltValueField(wireName: r'paid_at')
  DateTime? get paidAt;

  @BuiltValueField(wireName: r'failure_code')
  String? get failureCode;

  @BuiltValueField(wireName: r'failure_reason')
  String? get failureReason;

  @BuiltValueField(wireName: r'tries')
  int get tries;

  @BuiltValueField(wireName: r'next_try_at')
  DateTime? get nextTryAt;

  @BuiltValueField(wireName: r'payout_id')
  String? get payoutId;

  Settlement._();

  factory Settlement([void updates(SettlementBuilder b)]) = _$Settlement;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SettlementBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Settlement> get serializer => _$SettlementSerializer();
}

class _$SettlementSerializer implements PrimitiveSerializer<Settlement> {
  @override
  final Iterable<Type> types = const [Settlement, _$Settlement];

  @override
  final String wireName = r'Settlement';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Settlement object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'since';
    yield serializers.serialize(
      object.since,
      specifiedType: const FullType(DateTime),
    );
    yield r'until';
    yield serializers.serialize(
      object.until,
      specifiedType: const FullType(DateTime),
    );
    yield r'sales';
    yield serializers.serialize(
      object.sales,
      specifiedType: const FullType(int),
    );
    yield r'refunds';
    yield serializers.serialize(
      object.refunds,
      specifiedType: const FullType(int),
    );
    yield r'gross';
    yield serializers.serialize(
      object.gross,
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
    yield r'refunded';
    yield serializers.serialize(
      object.refunded,
      specifiedType: const FullType(String),
    );
    yield r'reserved';
    yield serializers.serialize(
      object.reserved,
      specifiedType: const FullType(String),
    );
    yield r'released';
    yield serializers.serialize(
      object.released,
      specifiedType: const FullType(String),
    );
    yield r'net';
    yield serializers.serialize(
      object.net,
      specifiedType: const FullType(String),
    );
    yield r'made_at';
    yield serializers.serialize(
      object.madeAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(SettlementStateEnum),
    );
    yield r'paid_to';
    yield object.paidTo == null ? null : serializers.serialize(
      object.paidTo,
      specifiedType: const FullType.nullable(String),
    );
    yield r'paid_at';
    yield object.paidAt == null ? null : serializers.serialize(
      object.paidAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'failure_code';
    yield object.failureCode == null ? null : serializers.serialize(
      object.failureCode,
      specifiedType: const FullType.nullable(String),
    );
    yield r'failure_reason';
    yield object.failureReason == null ? null : serializers.serialize(
      object.failureReason,
      specifiedType: const FullType.nullable(String),
    );
    yield r'tries';
    yield serializers.serialize(
      object.tries,
      specifiedType: const FullType(int),
    );
    yield r'next_try_at';
    yield object.nextTryAt == null ? null : serializers.serialize(
      object.nextTryAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'payout_id';
    yield object.payoutId == null ? null : serializers.serialize(
      object.payoutId,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Settlement object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SettlementBuilder result,
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
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'since':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.since = valueDes;
          break;
        case r'until':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.until = valueDes;
          break;
        case r'sales':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.sales = valueDes;
          break;
        case r'refunds':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.refunds = valueDes;
          break;
        case r'gross':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.gross = valueDes;
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
        case r'refunded':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.refunded = valueDes;
          break;
        case r'reserved':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reserved = valueDes;
          break;
        case r'released':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.released = valueDes;
          break;
        case r'net':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.net = valueDes;
          break;
        case r'made_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.madeAt = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettlementStateEnum),
          ) as SettlementStateEnum;
          result.state = valueDes;
          break;
        case r'paid_to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.paidTo = valueDes;
          break;
        case r'paid_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.paidAt = valueDes;
          break;
        case r'failure_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.failureCode = valueDes;
          break;
        case r'failure_reason':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.failureReason = valueDes;
          break;
        case r'tries':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.tries = valueDes;
          break;
        case r'next_try_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.nextTryAt = valueDes;
          break;
        case r'payout_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.payoutId = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Settlement deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SettlementBuilder();
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


