//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'transaction_direction_enum.g.dart';

/// * `in` - in * `out` - out
class TransactionDirectionEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'in')
  static const TransactionDirectionEnum in_ = _$in_;
  @BuiltValueEnumConst(wireName: r'out')
  static const TransactionDirectionEnum out_ = _$out_;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const TransactionDirectionEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<TransactionDirectionEnum> get serializer => _$transactionDirectionEnumSerializer;

  const TransactionDirectionEnum._(String name): super(name);

  static BuiltSet<TransactionDirectionEnum> get values => _$values;
  static TransactionDirectionEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class TransactionDirectionEnumMixin = Object with _$TransactionDirectionEnumMixin;

