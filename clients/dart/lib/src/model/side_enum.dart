//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'side_enum.g.dart';

/// * `payer` - payer * `payee` - payee
class SideEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'payer')
  static const SideEnum payer = _$payer;
  @BuiltValueEnumConst(wireName: r'payee')
  static const SideEnum payee = _$payee;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SideEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SideEnum> get serializer => _$sideEnumSerializer;

  const SideEnum._(String name): super(name);

  static BuiltSet<SideEnum> get values => _$values;
  static SideEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SideEnumMixin = Object with _$SideEnumMixin;

