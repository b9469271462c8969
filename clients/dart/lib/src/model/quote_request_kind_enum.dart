//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'quote_request_kind_enum.g.dart';

/// * `P2P` - P2P * `CONVERSION` - CONVERSION * `DEPOSIT` - DEPOSIT * `WITHDRAWAL` - WITHDRAWAL * `BILL_PAYMENT` - BILL_PAYMENT * `RECHARGE` - RECHARGE * `CASH_OUT` - CASH_OUT
class QuoteRequestKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'P2P')
  static const QuoteRequestKindEnum P2P = _$P2P;
  @BuiltValueEnumConst(wireName: r'CONVERSION')
  static const QuoteRequestKindEnum CONVERSION = _$CONVERSION;
  @BuiltValueEnumConst(wireName: r'DEPOSIT')
  static const QuoteRequestKindEnum DEPOSIT = _$DEPOSIT;
  @BuiltValueEnumConst(wireName: r'WITHDRAWAL')
  static const QuoteRequestKindEnum WITHDRAWAL = _$WITHDRAWAL;
  @BuiltValueEnumConst(wireName: r'BILL_PAYMENT')
  static const QuoteRequestKindEnum BILL_PAYMENT = _$BILL_PAYMENT;
  @BuiltValueEnumConst(wireName: r'RECHARGE')
  static const QuoteRequestKindEnum RECHARGE = _$RECHARGE;
  @BuiltValueEnumConst(wireName: r'CASH_OUT')
  static const QuoteRequestKindEnum CASH_OUT = _$CASH_OUT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const QuoteRequestKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<QuoteRequestKindEnum> get serializer => _$quoteRequestKindEnumSerializer;

  const QuoteRequestKindEnum._(String name): super(name);

  static BuiltSet<QuoteRequestKindEnum> get values => _$values;
  static QuoteRequestKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class QuoteRequestKindEnumMixin = Object with _$QuoteRequestKindEnumMixin;

