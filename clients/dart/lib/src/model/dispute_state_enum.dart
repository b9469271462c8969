//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'dispute_state_enum.g.dart';

/// * `OPEN` - Waits for the payee's answer * `ANSWERED` - Answered: waits for a decision * `UNDER_REVIEW` - Not answered in time: waits for a decision * `DECIDED_FOR_PAYER` - Decided for the payer * `DECIDED_FOR_PAYEE` - Decided for the payee * `WITHDRAWN` - Withdrawn by the payer
class DisputeStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OPEN')
  static const DisputeStateEnum OPEN = _$OPEN;
  @BuiltValueEnumConst(wireName: r'ANSWERED')
  static const DisputeStateEnum ANSWERED = _$ANSWERED;
  @BuiltValueEnumConst(wireName: r'UNDER_REVIEW')
  static const DisputeStateEnum UNDER_REVIEW = _$UNDER_REVIEW;
  @BuiltValueEnumConst(wireName: r'DECIDED_FOR_PAYER')
  static const DisputeStateEnum DECIDED_FOR_PAYER = _$DECIDED_FOR_PAYER;
  @BuiltValueEnumConst(wireName: r'DECIDED_FOR_PAYEE')
  static const DisputeStateEnum DECIDED_FOR_PAYEE = _$DECIDED_FOR_PAYEE;
  @BuiltValueEnumConst(wireName: r'WITHDRAWN')
  static const DisputeStateEnum WITHDRAWN = _$WITHDRAWN;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const DisputeStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<DisputeStateEnum> get serializer => _$disputeStateEnumSerializer;

  const DisputeStateEnum._(String name): super(name);

  static BuiltSet<DisputeStateEnum> get values => _$values;
  static DisputeStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class DisputeStateEnumMixin = Object with _$DisputeStateEnumMixin;

