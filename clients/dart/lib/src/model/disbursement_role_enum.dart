//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'disbursement_role_enum.g.dart';

/// * `owner` - owner * `cosigner` - cosigner
class DisbursementRoleEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'owner')
  static const DisbursementRoleEnum owner = _$owner;
  @BuiltValueEnumConst(wireName: r'cosigner')
  static const DisbursementRoleEnum cosigner = _$cosigner;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DisbursementRoleEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DisbursementRoleEnum> get serializer => _$disbursementRoleEnumSerializer;

  const DisbursementRoleEnum._(String name): super(name);

  static BuiltSet<DisbursementRoleEnum> get values => _$values;
  static DisbursementRoleEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DisbursementRoleEnumMixin = Object with _$DisbursementRoleEnumMixin;

