//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'commission_payout_state_enum.g.dart';

/// * `PAID` - Paid * `FAILED` - Failed: is tried again
class CommissionPayoutStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PAID')
  static const CommissionPayoutStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const CommissionPayoutStateEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CommissionPayoutStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CommissionPayoutStateEnum> get serializer => _$commissionPayoutStateEnumSerializer;

  const CommissionPayoutStateEnum._(String name): super(name);

  static BuiltSet<CommissionPayoutStateEnum> get values => _$values;
  static CommissionPayoutStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CommissionPayoutStateEnumMixin = Object with _$CommissionPayoutStateEnumMixin;

