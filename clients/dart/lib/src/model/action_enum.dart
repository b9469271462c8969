//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'action_enum.g.dart';

/// * `wipe` - wipe
class ActionEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'wipe')
  static const ActionEnum wipe = _$wipe;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ActionEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ActionEnum> get serializer => _$actionEnumSerializer;

  const ActionEnum._(String name): super(name);

  static BuiltSet<ActionEnum> get values => _$values;
  static ActionEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ActionEnumMixin = Object with _$ActionEnumMixin;

