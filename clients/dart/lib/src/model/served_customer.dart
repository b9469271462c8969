//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'served_customer.g.dart';

/// ServedCustomer
///
/// Properties:
/// * [name] - Masked.
/// * [msisdn] - Masked.
@BuiltValue()
abstract class ServedCustomer implements Built<ServedCustomer, ServedCustomerBuilder> {
  /// Masked.
  @BuiltValueField(wireName: r'name')
  String get name;

  /// Masked.
  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  ServedCustomer._();

  factory ServedCustomer([void updates(ServedCustomerBuilder b)]) = _$ServedCustomer;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(ServedCustomerBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<ServedCustomer> get serializer => _$ServedCustomerSerializer();
}

class _$ServedCustomerSerializer implements PrimitiveSerializer<ServedCustomer> {
  @override
  final Iterable<Type> types = const [ServedCustomer, _$ServedCustomer];

  @override
  final String wireName = r'ServedCustomer';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    ServedCustomer object, {
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
    ServedCustomer object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required ServedCustomerBuilder result,
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
  ServedCustomer deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = ServedCustomerBuilder();
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


