//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/supplied_agent.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'supplied_agent_page.g.dart';

/// SuppliedAgentPage
///
/// Properties:
/// * [results]
/// * [next]
/// * [previous]
@BuiltValue()
abstract class SuppliedAgentPage implements Built<SuppliedAgentPage, SuppliedAgentPageBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<SuppliedAgent> get results;

  @BuiltValueField(wireName: r'next')
  String? get next;

  @BuiltValueField(wireName: r'previous')
  String? get previous;

  SuppliedAgentPage._();

  factory SuppliedAgentPage([void updates(SuppliedAgentPageBuilder b)]) = _$SuppliedAgentPage;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SuppliedAgentPageBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SuppliedAgentPage> get serializer => _$SuppliedAgentPageSerializer();
}

class _$SuppliedAgentPageSerializer implements PrimitiveSerializer<SuppliedAgentPage> {
  @override
  final Iterable<Type> types = const [SuppliedAgentPage, _$SuppliedAgentPage];

  @override
  final String wireName = r'SuppliedAgentPage';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SuppliedAgentPage object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(SuppliedAgent)]),
    );
    yield r'next';
    yield object.next == null ? null : serializers.serialize(
      object.next,
      specifiedType: const FullType.nullable(String),
    );
    yield r'previous';
    yield object.previous == null ? null : serializers.serialize(
      object.previous,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SuppliedAgentPage object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SuppliedAgentPageBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(SuppliedAgent)]),
          ) as BuiltList<SuppliedAgent>;
          result.results.replace(valueDes);
          break;
        case r'next':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.next = valueDes;
          break;
        case r'previous':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.previous = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SuppliedAgentPage deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SuppliedAgentPageBuilder();
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


