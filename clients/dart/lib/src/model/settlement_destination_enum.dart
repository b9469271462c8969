//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settlement_destination_enum.g.dart';

/// * `wallet` - wallet * `bank` - bank
class SettlementDestinationEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'wallet')
  static const SettlementDestinationEnum wallet = _$wallet;
  @BuiltValueEnumConst(wireName: r'bank')
  static const SettlementDestinationEnum bank = _$bank;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SettlementDestinationEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SettlementDestinationEnum> get serializer => _$settlementDestinationEnumSerializer;

  const SettlementDestinationEnum._(String name): super(name);

  static BuiltSet<SettlementDestinationEnum> get values => _$values;
  static SettlementDestinationEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SettlementDestinationEnumMixin = Object with _$SettlementDestinationEnumMixin;

