//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'token_type_enum.g.dart';

/// * `Bearer` - Bearer
class TokenTypeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'Bearer')
  static const TokenTypeEnum bearer = _$bearer;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const TokenTypeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<TokenTypeEnum> get serializer => _$tokenTypeEnumSerializer;

  const TokenTypeEnum._(String name): super(name);

  static BuiltSet<TokenTypeEnum> get values => _$values;
  static TokenTypeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class TokenTypeEnumMixin = Object with _$TokenTypeEnumMixin;

