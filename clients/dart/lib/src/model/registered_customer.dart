//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'registered_customer.g.dart';

/// RegisteredCustomer
///
/// Properties:
/// * [name] - Masked: the first name and how the last one begins.
/// * [msisdn] - Masked: its beginning and its last three digits.
@BuiltValue()
abstract class RegisteredCustomer implements Built<RegisteredCustomer, RegisteredCustomerBuilder> {
  /// Masked: the first name and how the last one begins.
  @BuiltValueField(wireName: r'name')
  String get name;

  /// Masked: its beginning and its last three digits.
  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  RegisteredCustomer._();

  factory RegisteredCustomer([void updates(RegisteredCustomerBuilder b)]) = _$RegisteredCustomer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(RegisteredCustomerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<RegisteredCustomer> get serializer => _$RegisteredCustomerSerializer();
}

class _$RegisteredCustomerSerializer implements PrimitiveSerializer<RegisteredCustomer> {
  @override
  final Iterable<Type> types = const [RegisteredCustomer, _$RegisteredCustomer];

  @override
  final String wireName = r'RegisteredCustomer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    RegisteredCustomer object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'name';
    yield serializers.serialize(
      object.name,
      specifiedType: const FullType(String),
    );
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    RegisteredCustomer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required RegisteredCustomerBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.name = valueDes;
          break;
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  RegisteredCustomer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = RegisteredCustomerBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


