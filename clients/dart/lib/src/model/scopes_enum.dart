//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'scopes_enum.g.dart';

/// * `payments:read` - payments:read * `payments:write` - payments:write * `refunds:write` - refunds:write
class ScopesEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'payments:read')
  static const ScopesEnum paymentsColonRead = _$paymentsColonRead;
  @BuiltValueEnumConst(wireName: r'payments:write')
  static const ScopesEnum paymentsColonWrite = _$paymentsColonWrite;
  @BuiltValueEnumConst(wireName: r'refunds:write')
  static const ScopesEnum refundsColonWrite = _$refundsColonWrite;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ScopesEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ScopesEnum> get serializer => _$scopesEnumSerializer;

  const ScopesEnum._(String name): super(name);

  static BuiltSet<ScopesEnum> get values => _$values;
  static ScopesEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ScopesEnumMixin = Object with _$ScopesEnumMixin;

