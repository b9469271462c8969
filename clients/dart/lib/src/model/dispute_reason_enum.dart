//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'dispute_reason_enum.g.dart';

/// * `NOT_RECEIVED` - What was paid for has not come * `WRONG_AMOUNT` - The amount is wrong * `WRONG_PERSON` - It went to the wrong person * `UNAUTHORISED` - The payer did not make it * `DUPLICATE` - It was paid twice * `OTHER` - Something else
class DisputeReasonEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'NOT_RECEIVED')
  static const DisputeReasonEnum NOT_RECEIVED = _$NOT_RECEIVED;
  @BuiltValueEnumConst(wireName: r'WRONG_AMOUNT')
  static const DisputeReasonEnum WRONG_AMOUNT = _$WRONG_AMOUNT;
  @BuiltValueEnumConst(wireName: r'WRONG_PERSON')
  static const DisputeReasonEnum WRONG_PERSON = _$WRONG_PERSON;
  @BuiltValueEnumConst(wireName: r'UNAUTHORISED')
  static const DisputeReasonEnum UNAUTHORISED = _$UNAUTHORISED;
  @BuiltValueEnumConst(wireName: r'DUPLICATE')
  static const DisputeReasonEnum DUPLICATE = _$DUPLICATE;
  @BuiltValueEnumConst(wireName: r'OTHER')
  static const DisputeReasonEnum OTHER = _$OTHER;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DisputeReasonEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DisputeReasonEnum> get serializer => _$disputeReasonEnumSerializer;

  const DisputeReasonEnum._(String name): super(name);

  static BuiltSet<DisputeReasonEnum> get values => _$values;
  static DisputeReasonEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DisputeReasonEnumMixin = Object with _$DisputeReasonEnumMixin;

