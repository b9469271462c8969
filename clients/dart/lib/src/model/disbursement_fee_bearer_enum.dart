//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'disbursement_fee_bearer_enum.g.dart';

/// * `PAYER` - The payer, on top of the amount * `PAYEE` - The payee, out of the amount
class DisbursementFeeBearerEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PAYER')
  static const DisbursementFeeBearerEnum PAYER = _$PAYER;
  @BuiltValueEnumConst(wireName: r'PAYEE')
  static const DisbursementFeeBearerEnum PAYEE = _$PAYEE;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DisbursementFeeBearerEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DisbursementFeeBearerEnum> get serializer => _$disbursementFeeBearerEnumSerializer;

  const DisbursementFeeBearerEnum._(String name): super(name);

  static BuiltSet<DisbursementFeeBearerEnum> get values => _$values;
  static DisbursementFeeBearerEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DisbursementFeeBearerEnumMixin = Object with _$DisbursementFeeBearerEnumMixin;

