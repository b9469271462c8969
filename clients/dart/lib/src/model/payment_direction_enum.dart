//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'payment_direction_enum.g.dart';

/// * `received` - received * `sent` - sent
class PaymentDirectionEnum extends EnumClass {

  @BuiltValueEnumConst(wireName: r'received')
  static const PaymentDirectionEnum received = _$received;
  @BuiltValueEnumConst(wireName: r'sent')
  static const PaymentDirectionEnum sent = _$sent;
  @BuiltValueEnumConst(wireName: r'unknown_default_open_api', fallback: true)
  static const PaymentDirectionEnum unknownDefaultOpenApi = _$unknownDefaultOpenApi;

  static Serializer<PaymentDirectionEnum> get serializer => _$paymentDirectionEnumSerializer;

  const PaymentDirectionEnum._(String name): super(name);

  static BuiltSet<PaymentDirectionEnum> get values => _$values;
  static PaymentDirectionEnum valueOf(String name) => _$valueOf(name);
}

/// Optionally, enum_class can generate a mixin to go with your enum for use
/// with Angular. It exposes your enum constants as getters. So, if you mix it
/// in to your Dart component class, the values become available to the
/// corresponding Angular template.
///
/// Trigger mixin generation by writing a line like this one next to your enum.
abstract class PaymentDirectionEnumMixin = Object with _$PaymentDirectionEnumMixin;

