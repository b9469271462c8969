//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'secured_status_enum.g.dart';

/// * `secured` - secured
class SecuredStatusEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'secured')
  static const SecuredStatusEnum secured = _$secured;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SecuredStatusEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SecuredStatusEnum> get serializer => _$securedStatusEnumSerializer;

  const SecuredStatusEnum._(String name): super(name);

  static BuiltSet<SecuredStatusEnum> get values => _$values;
  static SecuredStatusEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SecuredStatusEnumMixin = Object with _$SecuredStatusEnumMixin;

