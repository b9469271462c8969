//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'transaction_kind_enum.g.dart';

/// * `ADJUSTMENT` - ADJUSTMENT * `BILL_PAYMENT` - BILL_PAYMENT * `CASH_IN` - CASH_IN * `CASH_OUT` - CASH_OUT * `COLLECTION` - COLLECTION * `COMMISSION` - COMMISSION * `CONVERSION` - CONVERSION * `DEPOSIT` - DEPOSIT * `DISBURSEMENT` - DISBURSEMENT * `FEE_RETURN` - FEE_RETURN * `FLOAT_PURCHASE` - FLOAT_PURCHASE * `FLOAT_SALE` - FLOAT_SALE * `FLOAT_TRANSFER` - FLOAT_TRANSFER * `MERCHANT_PAYMENT` - MERCHANT_PAYMENT * `MERCHANT_PAYOUT` - MERCHANT_PAYOUT * `P2P` - P2P * `PROMOTION` - PROMOTION * `RECHARGE` - RECHARGE * `REFUND` - REFUND * `REVERSAL` - REVERSAL * `SETTLEMENT` - SETTLEMENT * `WITHDRAWAL` - WITHDRAWAL
class TransactionKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'ADJUSTMENT')
  static const TransactionKindEnum ADJUSTMENT = _$ADJUSTMENT;
  @BuiltValueEnumConst(wireName: r'BILL_PAYMENT')
  static const TransactionKindEnum BILL_PAYMENT = _$BILL_PAYMENT;
  @BuiltValueEnumConst(wireName: r'CASH_IN')
  static const TransactionKindEnum CASH_IN = _$CASH_IN;
  @BuiltValueEnumConst(wireName: r'CASH_OUT')
  static const TransactionKindEnum CASH_OUT = _$CASH_OUT;
  @BuiltValueEnumConst(wireName: r'COLLECTION')
  static const TransactionKindEnum COLLECTION = _$COLLECTION;
  @BuiltValueEnumConst(wireName: r'COMMISSION')
  static const TransactionKindEnum COMMISSION = _$COMMISSION;
  @BuiltValueEnumConst(wireName: r'CONVERSION')
  static const TransactionKindEnum CONVERSION = _$CONVERSION;
  @BuiltValueEnumConst(wireName: r'DEPOSIT')
  static const TransactionKindEnum DEPOSIT = _$DEPOSIT;
  @BuiltValueEnumConst(wireName: r'DISBURSEMENT')
  static const TransactionKindEnum DISBURSEMENT = _$DISBURSEMENT;
  @BuiltValueEnumConst(wireName: r'FEE_RETURN')
  static const TransactionKindEnum FEE_RETURN = _$FEE_RETURN;
  @BuiltValueEnumConst(wireName: r'FLOAT_PURCHASE')
  static const TransactionKindEnum FLOAT_PURCHASE = _$FLOAT_PURCHASE;
  @BuiltValueEnumConst(wireName: r'FLOAT_SALE')
  static const TransactionKindEnum FLOAT_SALE = _$FLOAT_SALE;
  @BuiltValueEnumConst(wireName: r'FLOAT_TRANSFER')
  static const TransactionKindEnum FLOAT_TRANSFER = _$FLOAT_TRANSFER;
  @BuiltValueEnumConst(wireName: r'MERCHANT_PAYMENT')
  static const TransactionKindEnum MERCHANT_PAYMENT = _$MERCHANT_PAYMENT;
  @BuiltValueEnumConst(wireName: r'MERCHANT_PAYOUT')
  static const TransactionKindEnum MERCHANT_PAYOUT = _$MERCHANT_PAYOUT;
  @BuiltValueEnumConst(wireName: r'P2P')
  static const TransactionKindEnum P2P = _$P2P;
  @BuiltValueEnumConst(wireName: r'PROMOTION')
  static const TransactionKindEnum PROMOTION = _$PROMOTION;
  @BuiltValueEnumConst(wireName: r'RECHARGE')
  static const TransactionKindEnum RECHARGE = _$RECHARGE;
  @BuiltValueEnumConst(wireName: r'REFUND')
  static const TransactionKindEnum REFUND = _$REFUND;
  @BuiltValueEnumConst(wireName: r'REVERSAL')
  static const TransactionKindEnum REVERSAL = _$REVERSAL;
  @BuiltValueEnumConst(wireName: r'SETTLEMENT')
  static const TransactionKindEnum SETTLEMENT = _$SETTLEMENT;
  @BuiltValueEnumConst(wireName: r'WITHDRAWAL')
  static const TransactionKindEnum WITHDRAWAL = _$WITHDRAWAL;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const TransactionKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<TransactionKindEnum> get serializer => _$transactionKindEnumSerializer;

  const TransactionKindEnum._(String name): super(name);

  static BuiltSet<TransactionKindEnum> get values => _$values;
  static TransactionKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class TransactionKindEnumMixin = Object with _$TransactionKindEnumMixin;

