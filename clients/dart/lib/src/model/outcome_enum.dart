//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'outcome_enum.g.dart';

/// * `automatic` - automatic * `paid` - paid * `held` - held * `declined` - declined * `returned` - returned
class OutcomeEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'automatic')
  static const OutcomeEnum automatic = _$automatic;
  @BuiltValueEnumConst(wireName: r'paid')
  static const OutcomeEnum paid = _$paid;
  @BuiltValueEnumConst(wireName: r'held')
  static const OutcomeEnum held = _$held;
  @BuiltValueEnumConst(wireName: r'declined')
  static const OutcomeEnum declined = _$declined;
  @BuiltValueEnumConst(wireName: r'returned')
  static const OutcomeEnum returned = _$returned;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const OutcomeEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<OutcomeEnum> get serializer => _$outcomeEnumSerializer;

  const OutcomeEnum._(String name): super(name);

  static BuiltSet<OutcomeEnum> get values => _$values;
  static OutcomeEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class OutcomeEnumMixin = Object with _$OutcomeEnumMixin;

