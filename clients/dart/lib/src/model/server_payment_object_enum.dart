//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'server_payment_object_enum.g.dart';

/// * `payment` - payment
class ServerPaymentObjectEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'payment')
  static const ServerPaymentObjectEnum payment = _$payment;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ServerPaymentObjectEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ServerPaymentObjectEnum> get serializer => _$serverPaymentObjectEnumSerializer;

  const ServerPaymentObjectEnum._(String name): super(name);

  static BuiltSet<ServerPaymentObjectEnum> get values => _$values;
  static ServerPaymentObjectEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ServerPaymentObjectEnumMixin = Object with _$ServerPaymentObjectEnumMixin;

