//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'customer_request.g.dart';

/// Who is to pay: a person here (`to`), or somebody else with `name` and `email`.
///
/// Properties:
/// * [to] - A phone number in E.164, an e-mail address, a @handle or a person's id.
/// * [name] - Of a person here: what you call them.
/// * [email]
@BuiltValue()
abstract class CustomerRequest implements Built<CustomerRequest, CustomerRequestBuilder> {
  /// A phone number in E.164, an e-mail address, a @handle or a person's id.
  @BuiltValueField(wireName: r'to')
  String? get to;

  /// Of a person here: what you call them.
  @BuiltValueField(wireName: r'name')
  String? get name;

  @BuiltValueField(wireName: r'email')
  String? get email;

  CustomerRequest._();

  factory CustomerRequest([void updates(CustomerRequestBuilder b)]) = _$CustomerRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CustomerRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CustomerRequest> get serializer => _$CustomerRequestSerializer();
}

class _$CustomerRequestSerializer implements PrimitiveSerializer<CustomerRequest> {
  @override
  final Iterable<Type> types = const [CustomerRequest, _$CustomerRequest];

  @override
  final String wireName = r'CustomerRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CustomerRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    if (object.to != null) {
      yield r'to';
      yield serializers.serialize(
        object.to,
        specifiedType: const FullType(String),
      );
    }
    if (object.name != null) {
      yield r'name';
      yield serializers.serialize(
        object.name,
        specifiedType: const FullType(String),
      );
    }
    if (object.email != null) {
      yield r'email';
      yield serializers.serialize(
        object.email,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    CustomerRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CustomerRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.to = valueDes;
          break;
        case r'name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.name = valueDes;
          break;
        case r'email':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.email = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CustomerRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CustomerRequestBuilder();
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


