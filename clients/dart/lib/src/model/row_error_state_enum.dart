//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'row_error_state_enum.g.dart';

/// * `PENDING` - To be paid * `BAD` - Left out: something is wrong with it * `PAID` - Paid * `FAILED` - Could not be paid
class RowErrorStateEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'PENDING')
  static const RowErrorStateEnum PENDING = _$PENDING;
  @BuiltValueEnumConst(wireName: r'BAD')
  static const RowErrorStateEnum BAD = _$BAD;
  @BuiltValueEnumConst(wireName: r'PAID')
  static const RowErrorStateEnum PAID = _$PAID;
  @BuiltValueEnumConst(wireName: r'FAILED')
  static const RowErrorStateEnum FAILED = _$FAILED;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const RowErrorStateEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<RowErrorStateEnum> get serializer => _$rowErrorStateEnumSerializer;

  const RowErrorStateEnum._(String name): super(name);

  static BuiltSet<RowErrorStateEnum> get values => _$values;
  static RowErrorStateEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class RowErrorStateEnumMixin = Object with _$RowErrorStateEnumMixin;

