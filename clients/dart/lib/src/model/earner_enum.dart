//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'earner_enum.g.dart';

/// * `TELLER` - Teller * `OUTLET` - Outlet * `AGENT` - Agent * `SUPER` - Super-agent
class EarnerEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'TELLER')
  static const EarnerEnum TELLER = _$TELLER;
  @BuiltValueEnumConst(wireName: r'OUTLET')
  static const EarnerEnum OUTLET = _$OUTLET;
  @BuiltValueEnumConst(wireName: r'AGENT')
  static const EarnerEnum AGENT = _$AGENT;
  @BuiltValueEnumConst(wireName: r'SUPER')
  static const EarnerEnum SUPER = _$SUPER;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const EarnerEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<EarnerEnum> get serializer => _$earnerEnumSerializer;

  const EarnerEnum._(String name): super(name);

  static BuiltSet<EarnerEnum> get values => _$values;
  static EarnerEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class EarnerEnumMixin = Object with _$EarnerEnumMixin;

