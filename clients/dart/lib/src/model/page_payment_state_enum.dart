//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'page_payment_state_enum.g.dart';

/// * `open` - open * `closed` - closed * `held` - held * `paid` - paid * `expired` - expired * `cancelled` - cancelled * `returned` - returned
class PagePaymentStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'open')
  static const PagePaymentStateEnum open = _$open;
  @BuiltValueEnumConst(wireName: r'closed')
  static const PagePaymentStateEnum closed = _$closed;
  @BuiltValueEnumConst(wireName: r'held')
  static const PagePaymentStateEnum held = _$held;
  @BuiltValueEnumConst(wireName: r'paid')
  static const PagePaymentStateEnum paid = _$paid;
  @BuiltValueEnumConst(wireName: r'expired')
  static const PagePaymentStateEnum expired = _$expired;
  @BuiltValueEnumConst(wireName: r'cancelled')
  static const PagePaymentStateEnum cancelled = _$cancelled;
  @BuiltValueEnumConst(wireName: r'returned')
  static const PagePaymentStateEnum returned = _$returned;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PagePaymentStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PagePaymentStateEnum> get serializer => _$pagePaymentStateEnumSerializer;

  const PagePaymentStateEnum._(String name): super(name);

  static BuiltSet<PagePaymentStateEnum> get values => _$values;
  static PagePaymentStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PagePaymentStateEnumMixin = Object with _$PagePaymentStateEnumMixin;

