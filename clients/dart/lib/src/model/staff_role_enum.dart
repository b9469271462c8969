//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'staff_role_enum.g.dart';

/// * `MANAGER` - MANAGER * `CASHIER` - CASHIER
class StaffRoleEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'MANAGER')
  static const StaffRoleEnum MANAGER = _$MANAGER;
  @BuiltValueEnumConst(wireName: r'CASHIER')
  static const StaffRoleEnum CASHIER = _$CASHIER;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const StaffRoleEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<StaffRoleEnum> get serializer => _$staffRoleEnumSerializer;

  const StaffRoleEnum._(String name): super(name);

  static BuiltSet<StaffRoleEnum> get values => _$values;
  static StaffRoleEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class StaffRoleEnumMixin = Object with _$StaffRoleEnumMixin;

