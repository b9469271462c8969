//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'server_payment_state_enum.g.dart';

/// * `open` - open * `held` - held * `paid` - paid * `expired` - expired * `cancelled` - cancelled * `returned` - returned
class ServerPaymentStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'open')
  static const ServerPaymentStateEnum open = _$open;
  @BuiltValueEnumConst(wireName: r'held')
  static const ServerPaymentStateEnum held = _$held;
  @BuiltValueEnumConst(wireName: r'paid')
  static const ServerPaymentStateEnum paid = _$paid;
  @BuiltValueEnumConst(wireName: r'expired')
  static const ServerPaymentStateEnum expired = _$expired;
  @BuiltValueEnumConst(wireName: r'cancelled')
  static const ServerPaymentStateEnum cancelled = _$cancelled;
  @BuiltValueEnumConst(wireName: r'returned')
  static const ServerPaymentStateEnum returned = _$returned;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ServerPaymentStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ServerPaymentStateEnum> get serializer => _$serverPaymentStateEnumSerializer;

  const ServerPaymentStateEnum._(String name): super(name);

  static BuiltSet<ServerPaymentStateEnum> get values => _$values;
  static ServerPaymentStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ServerPaymentStateEnumMixin = Object with _$ServerPaymentStateEnumMixin;

