//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'type_enum.g.dart';

/// * `payment.paid` - payment.paid * `payment.held` - payment.held * `payment.returned` - payment.returned * `payment.expired` - payment.expired * `payment.cancelled` - payment.cancelled * `refund.created` - refund.created * `settlement.paid` - settlement.paid * `settlement.failed` - settlement.failed * `webhook.test` - webhook.test
class TypeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'payment.paid')
  static const TypeEnum paymentPeriodPaid = _$paymentPeriodPaid;
  @BuiltValueEnumConst(wireName: r'payment.held')
  static const TypeEnum paymentPeriodHeld = _$paymentPeriodHeld;
  @BuiltValueEnumConst(wireName: r'payment.returned')
  static const TypeEnum paymentPeriodReturned = _$paymentPeriodReturned;
  @BuiltValueEnumConst(wireName: r'payment.expired')
  static const TypeEnum paymentPeriodExpired = _$paymentPeriodExpired;
  @BuiltValueEnumConst(wireName: r'payment.cancelled')
  static const TypeEnum paymentPeriodCancelled = _$paymentPeriodCancelled;
  @BuiltValueEnumConst(wireName: r'refund.created')
  static const TypeEnum refundPeriodCreated = _$refundPeriodCreated;
  @BuiltValueEnumConst(wireName: r'settlement.paid')
  static const TypeEnum settlementPeriodPaid = _$settlementPeriodPaid;
  @BuiltValueEnumConst(wireName: r'settlement.failed')
  static const TypeEnum settlementPeriodFailed = _$settlementPeriodFailed;
  @BuiltValueEnumConst(wireName: r'webhook.test')
  static const TypeEnum webhookPeriodTest = _$webhookPeriodTest;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const TypeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<TypeEnum> get serializer => _$typeEnumSerializer;

  const TypeEnum._(String name): super(name);

  static BuiltSet<TypeEnum> get values => _$values;
  static TypeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class TypeEnumMixin = Object with _$TypeEnumMixin;

