//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settle_to_enum.g.dart';

/// * `WALLET` - The owner's wallet * `BANK` - A bank account of the owner's
class SettleToEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'WALLET')
  static const SettleToEnum WALLET = _$WALLET;
  @BuiltValueEnumConst(wireName: r'BANK')
  static const SettleToEnum BANK = _$BANK;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const SettleToEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<SettleToEnum> get serializer => _$settleToEnumSerializer;

  const SettleToEnum._(String name): super(name);

  static BuiltSet<SettleToEnum> get values => _$values;
  static SettleToEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class SettleToEnumMixin = Object with _$SettleToEnumMixin;

