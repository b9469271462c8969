//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/category.dart';
import 'package:built_collection/built_collection.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'category_list.g.dart';

/// CategoryList
///
/// Properties:
/// * [results]
@BuiltValue()
abstract class CategoryList implements Built<CategoryList, CategoryListBuilder> {
  @BuiltValueField(wireName: r'results')
  BuiltList<Category> get results;

  CategoryList._();

  factory CategoryList([void updates(CategoryListBuilder b)]) = _$CategoryList;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(CategoryListBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<CategoryList> get serializer => _$CategoryListSerializer();
}

class _$CategoryListSerializer implements PrimitiveSerializer<CategoryList> {
  @override
  final Iterable<Type> types = const [CategoryList, _$CategoryList];

  @override
  final String wireName = r'CategoryList';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    CategoryList object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'results';
    yield serializers.serialize(
      object.results,
      specifiedType: const FullType(BuiltList, [FullType(Category)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    CategoryList object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required CategoryListBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'results':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(Category)]),
          ) as BuiltList<Category>;
          result.results.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  CategoryList deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = CategoryListBuilder();
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


