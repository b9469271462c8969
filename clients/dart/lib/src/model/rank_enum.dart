//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'rank_enum.g.dart';

/// * `SUPER` - Super-agent: supplies agents of its own with float * `AGENT` - Agent
class RankEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'SUPER')
  static const RankEnum SUPER = _$SUPER;
  @BuiltValueEnumConst(wireName: r'AGENT')
  static const RankEnum AGENT = _$AGENT;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const RankEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<RankEnum> get serializer => _$rankEnumSerializer;

  const RankEnum._(String name): super(name);

  static BuiltSet<RankEnum> get values => _$values;
  static RankEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class RankEnumMixin = Object with _$RankEnumMixin;

