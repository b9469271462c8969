//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'pays_out_enum.g.dart';

/// * `INSTANT` - At once * `MONTHLY` - Each month
class PaysOutEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'INSTANT')
  static const PaysOutEnum INSTANT = _$INSTANT;
  @BuiltValueEnumConst(wireName: r'MONTHLY')
  static const PaysOutEnum MONTHLY = _$MONTHLY;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PaysOutEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PaysOutEnum> get serializer => _$paysOutEnumSerializer;

  const PaysOutEnum._(String name): super(name);

  static BuiltSet<PaysOutEnum> get values => _$values;
  static PaysOutEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PaysOutEnumMixin = Object with _$PaysOutEnumMixin;

