//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'scanned_kind_enum.g.dart';

/// * `till` - till * `charge` - charge * `person` - person * `foreign` - foreign
class ScannedKindEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'till')
  static const ScannedKindEnum till = _$till;
  @BuiltValueEnumConst(wireName: r'charge')
  static const ScannedKindEnum charge = _$charge;
  @BuiltValueEnumConst(wireName: r'person')
  static const ScannedKindEnum person = _$person;
  @BuiltValueEnumConst(wireName: r'foreign')
  static const ScannedKindEnum foreign = _$foreign;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const ScannedKindEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<ScannedKindEnum> get serializer => _$scannedKindEnumSerializer;

  const ScannedKindEnum._(String name): super(name);

  static BuiltSet<ScannedKindEnum> get values => _$values;
  static ScannedKindEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class ScannedKindEnumMixin = Object with _$ScannedKindEnumMixin;

