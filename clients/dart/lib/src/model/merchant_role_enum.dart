//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'merchant_role_enum.g.dart';

/// * `OWNER` - Owner: everything * `MANAGER` - Manager: stores, staff, refunds, reports * `CASHIER` - Cashier: takes payments
class MerchantRoleEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OWNER')
  static const MerchantRoleEnum OWNER = _$OWNER;
  @BuiltValueEnumConst(wireName: r'MANAGER')
  static const MerchantRoleEnum MANAGER = _$MANAGER;
  @BuiltValueEnumConst(wireName: r'CASHIER')
  static const MerchantRoleEnum CASHIER = _$CASHIER;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const MerchantRoleEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<MerchantRoleEnum> get serializer => _$merchantRoleEnumSerializer;

  const MerchantRoleEnum._(String name): super(name);

  static BuiltSet<MerchantRoleEnum> get values => _$values;
  static MerchantRoleEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class MerchantRoleEnumMixin = Object with _$MerchantRoleEnumMixin;

