//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/outside.dart';
import 'package:gopay_client/src/model/payment_state_enum.dart';
import 'package:gopay_client/src/model/transaction_kind_enum.dart';
import 'package:gopay_client/src/model/party.dart';
import 'package:gopay_client/src/model/received.dart';
import 'package:gopay_client/src/model/transaction_direction_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'transaction.g.dart';

/// A payment as one of its sides sees it (for the schema; `transaction_answer` writes it).
///
/// Properties:
/// * [id]
/// * [reference] - Ten characters to read to each other.
/// * [kind]
/// * [state]
/// * [direction]
/// * [amount] - What the payee gets, as a decimal string.
/// * [fee] - What it cost you without tax; null if the other side pays.
/// * [tax] - On the fee; null if the other side pays.
/// * [total] - What left or reached your wallet.
/// * [currency]
/// * [received] - Of a conversion that was made; else null.
/// * [outside] - Of a payment through a provider; else null.
/// * [payer] - null: the platform.
/// * [payee] - null: nobody was found.
/// * [note]
/// * [failureCode]
/// * [createdAt]
@BuiltValue()
abstract class Transaction implements Built<Transaction, TransactionBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  /// Ten characters to read to each other.
  @BuiltValueField(wireName: r'reference')
  String get reference;

  @BuiltValueField(wireName: r'kind')
  TransactionKindEnum get kind;
  // enum kindEnum {  ADJUSTMENT,  BILL_PAYMENT,  CASH_IN,  CASH_OUT,  COLLECTION,  COMMISSION,  CONVERSION,  DEPOSIT,  DISBURSEMENT,  FEE_RETURN,  FLOAT_PURCHASE,  FLOAT_SALE,  FLOAT_TRANSFER,  MERCHANT_PAYMENT,  MERCHANT_PAYOUT,  P2P,  PROMOTION,  RECHARGE,  REFUND,  REVERSAL,  SETTLEMENT,  WITHDRAWAL,  };

  @BuiltValueField(wireName: r'state')
  PaymentStateEnum get state;
  // enum stateEnum {  COMPLETED,  DECLINED,  HELD,  RETURNED,  PENDING,  UNKNOWN,  FAILED,  };

  @BuiltValueField(wireName: r'direction')
  TransactionDirectionEnum get direction;
  // enum directionEnum {  in,  out,  };

  /// What the payee gets, as a decimal string.
  @BuiltValueField(wireName: r'amount')
  String get amount;

  /// What it cost you without tax; null if the other side pays.
  @BuiltValueField(wireName: r'fee')
  String? get fee;

  /// On the fee; null if the other side pays.
  @BuiltValueField(wireName: r'tax')
  String? get tax;

  /// What left or reached your wallet.
  @BuiltValueField(wireName: r'total')
  String get total;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// Of a conversion that was made; else null.
  @BuiltValueField(wireName: r'received')
  Received? get received;

  /// Of a payment through a provider; else null.
  @BuiltValueField(wireName: r'outside')
  Outside? get outside;

  /// null: the platform.
  @BuiltValueField(wireName: r'payer')
  Party? get payer;

  /// null: nobody was found.
  @BuiltValueField(wireName: r'payee')
  Party? get payee;

  @BuiltValueField(wireName: r'note')
  String get note;

  @BuiltValueField(wireName: r'failure_code')
  String? get failureCode;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  Transaction._();

  factory Transaction([void updates(TransactionBuilder b)]) = _$Transaction;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TransactionBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Transaction> get serializer => _$TransactionSerializer();
}

class _$TransactionSerializer implements PrimitiveSerializer<Transaction> {
  @override
  final Iterable<Type> types = const [Transaction, _$Transaction];

  @override
  final String wireName = r'Transaction';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Transaction object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'reference';
    yield serializers.serialize(
      object.reference,
      specifiedType: const FullType(String),
    );
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(TransactionKindEnum),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(PaymentStateEnum),
    );
    yield r'direction';
    yield serializers.serialize(
      object.direction,
      specifiedType: const FullType(TransactionDirectionEnum),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'fee';
    yield object.fee == null ? null : serializers.serialize(
      object.fee,
      specifiedType: const FullType.nullable(String),
    );
    yield r'tax';
    yield object.tax == null ? null : serializers.serialize(
      object.tax,
      specifiedType: const FullType.nullable(String),
    );
    yield r'total';
    yield serializers.serialize(
      object.total,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'received';
    yield object.received == null ? null : serializers.serialize(
      object.received,
      specifiedType: const FullType.nullable(Received),
    );
    yield r'outside';
    yield object.outside == null ? null : serializers.serialize(
      object.outside,
      specifiedType: const FullType.nullable(Outside),
    );
    yield r'payer';
    yield object.payer == null ? null : serializers.serialize(
      object.payer,
      specifiedType: const FullType.nullable(Party),
    );
    yield r'payee';
    yield object.payee == null ? null : serializers.serialize(
      object.payee,
      specifiedType: const FullType.nullable(Party),
    );
    yield r'note';
    yield serializers.serialize(
      object.note,
      specifiedType: const FullType(String),
    );
    yield r'failure_code';
    yield object.failureCode == null ? null : serializers.serialize(
      object.failureCode,
      specifiedType: const FullType.nullable(String),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Transaction object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TransactionBuilder result,
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
        case r'reference':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reference = valueDes;
          break;
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TransactionKindEnum),
          ) as TransactionKindEnum;
          result.kind = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(PaymentStateEnum),
          ) as PaymentStateEnum;
          result.state = valueDes;
          break;
        case r'direction':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TransactionDirectionEnum),
          ) as TransactionDirectionEnum;
          result.direction = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'fee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.fee = valueDes;
          break;
        case r'tax':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.tax = valueDes;
          break;
        case r'total':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.total = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'received':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Received),
          ) as Received?;
          if (valueDes == null) continue;
          result.received.replace(valueDes);
          break;
        case r'outside':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Outside),
          ) as Outside?;
          if (valueDes == null) continue;
          result.outside.replace(valueDes);
          break;
        case r'payer':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Party),
          ) as Party?;
          if (valueDes == null) continue;
          result.payer.replace(valueDes);
          break;
        case r'payee':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Party),
          ) as Party?;
          if (valueDes == null) continue;
          result.payee.replace(valueDes);
          break;
        case r'note':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.note = valueDes;
          break;
        case r'failure_code':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.failureCode = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Transaction deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TransactionBuilder();
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


