//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'wipe_done_status_enum.g.dart';

/// * `done` - done
class WipeDoneStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'done')
  static const WipeDoneStatusEnum done = _$done;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const WipeDoneStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<WipeDoneStatusEnum> get serializer => _$wipeDoneStatusEnumSerializer;

  const WipeDoneStatusEnum._(String name): super(name);

  static BuiltSet<WipeDoneStatusEnum> get values => _$values;
  static WipeDoneStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class WipeDoneStatusEnumMixin = Object with _$WipeDoneStatusEnumMixin;

