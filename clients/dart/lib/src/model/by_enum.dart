//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'by_enum.g.dart';

/// * `day` - day * `till` - till * `staff` - staff * `store` - store
class ByEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'day')
  static const ByEnum day = _$day;
  @BuiltValueEnumConst(wireName: r'till')
  static const ByEnum till = _$till;
  @BuiltValueEnumConst(wireName: r'staff')
  static const ByEnum staff = _$staff;
  @BuiltValueEnumConst(wireName: r'store')
  static const ByEnum store = _$store;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ByEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ByEnum> get serializer => _$byEnumSerializer;

  const ByEnum._(String name): super(name);

  static BuiltSet<ByEnum> get values => _$values;
  static ByEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ByEnumMixin = Object with _$ByEnumMixin;

