//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_top_up_paused_because_enum.g.dart';

/// * `FAILURES` - Two deposits in a row failed * `DEVICE` - The phone it was set up on was locked * `SOURCE` - The account or card is no longer linked * `OPERATOR` - An operator paused it
class AutoTopUpPausedBecauseEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'FAILURES')
  static const AutoTopUpPausedBecauseEnum FAILURES = _$FAILURES;
  @BuiltValueEnumConst(wireName: r'DEVICE')
  static const AutoTopUpPausedBecauseEnum DEVICE = _$DEVICE;
  @BuiltValueEnumConst(wireName: r'SOURCE')
  static const AutoTopUpPausedBecauseEnum SOURCE = _$SOURCE;
  @BuiltValueEnumConst(wireName: r'OPERATOR')
  static const AutoTopUpPausedBecauseEnum OPERATOR = _$OPERATOR;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const AutoTopUpPausedBecauseEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<AutoTopUpPausedBecauseEnum> get serializer => _$autoTopUpPausedBecauseEnumSerializer;

  const AutoTopUpPausedBecauseEnum._(String name): super(name);

  static BuiltSet<AutoTopUpPausedBecauseEnum> get values => _$values;
  static AutoTopUpPausedBecauseEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class AutoTopUpPausedBecauseEnumMixin = Object with _$AutoTopUpPausedBecauseEnumMixin;

