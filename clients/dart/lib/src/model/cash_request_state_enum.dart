//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'cash_request_state_enum.g.dart';

/// * `OPEN` - Open * `PAID` - Paid * `REFUSED` - Refused * `EXPIRED` - Expired * `CANCELLED` - Called off by the teller
class CashRequestStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'OPEN')
  static const CashRequestStateEnum OPEN = _$OPEN;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const CashRequestStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'REFUSED')
  static const CashRequestStateEnum REFUSED = _$REFUSED;
  @BuiltValueEnumConst(wireName: r'EXPIRED')
  static const CashRequestStateEnum EXPIRED = _$EXPIRED;
  @BuiltValueEnumConst(wireName: r'CANCELLED')
  static const CashRequestStateEnum CANCELLED = _$CANCELLED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const CashRequestStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<CashRequestStateEnum> get serializer => _$cashRequestStateEnumSerializer;

  const CashRequestStateEnum._(String name): super(name);

  static BuiltSet<CashRequestStateEnum> get values => _$values;
  static CashRequestStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class CashRequestStateEnumMixin = Object with _$CashRequestStateEnumMixin;

